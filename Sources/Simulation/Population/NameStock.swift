// SPDX-License-Identifier: EUPL-1.2

/// Sounds from which names of one region are put together; no family name here is taken from a person.
///
/// All letters exist in Windows-1252, among them those of 0x80–0x9F (Š, Ž, Œ), which a Latin-1 reader gets wrong.
struct NameStock: Sendable {
    let heads: [String]
    let tails: [String]
    let male: [String]
    let female: [String]

    init(_ heads: String, _ tails: String, male: String, female: String) {
        self.heads = Self.words(heads)
        self.tails = Self.words(tails)
        self.male = Self.words(male)
        self.female = Self.words(female)
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map { $0 == "·" ? "" : String($0) } }

    func family(_ chance: inout Chance) -> String { chance.pick(heads) + chance.pick(tails) }
    func given(_ chance: inout Chance, female isFemale: Bool) -> String { chance.pick(isFemale ? female : male) }

    static let romanian = NameStock(
        "Dumbr Mund Stoic Valc Rusc Branz Codr Harg Lupas Negr Olar Pris Tarn", "escu eanu aru oiu ea",
        male: "Andrei Ionut Mihai Bogdan Cristian Florin", female: "Ioana Elena Andreea Maria Gabriela Ana-Maria")
    static let lowCountries = NameStock(
        "Wester Ooster Hazel Linden Kromme Dijk Ven Meer Zand Hoek Duin Berk", "hof veld steen kamp broek stra boom",
        male: "Daan Jeroen Sander Wouter Björn André", female: "Sanne Femke Anouk Marloes Zoë Noëlle")
    static let polish = NameStock(
        "Brzoz Kalin Wisn Dabr Sosn Gorz Lesn Zaw Ostr Jarz", "owski ewicz inski acki ak czyk",
        male: "Piotr Marcin Tomasz Krzysztof Pawel", female: "Agnieszka Magdalena Katarzyna Ewa Joanna")
    static let balkan = NameStock(
        "Gorn Dragan Šiv Žel Pet Kol Stan Bran Vlah Šum", "ov ev iš evski arov ašev",
        male: "Georgi Dimitar Saša Željko Ivan Nikolay", female: "Desislava Mariya Žana Snežana Ivanka Daša")
    static let arabic = NameStock(
        "Al El Ben Bou Abu Ait", "marzouqi khadir hamdawi saghir rachidi tazouti zenati wardi qasmi faraji",
        male: "Mohamed Youssef Ahmad Khalid Omar Ibrahim", female: "Fatima Amina Rania Khadija Salma Hiba")
    static let italian = NameStock(
        "Bel Mont Ser Camp Font Val Ross", "ardini etti olini anaro egiani ucci",
        male: "Marco Luca Giuseppe Niccolò", female: "Giulia Chiara Francesca Nicolò")
    static let iberian = NameStock(
        "Monte Villa Ribe Casta Pere Alva Nuñ Carva", "negro rín ira ñeda iro rães ez lho",
        male: "José Joaquín João Ángel Íñigo", female: "María Inês Begoña Conceição Lucía")
    static let indian = NameStock(
        "Ram Sur Chand Krish Venkat Mal", "anathan eshwar rapal nagar asubraman hotra",
        male: "Arjun Rohan Vikram Suresh", female: "Priya Ananya Lakshmi Deepa")
    static let french = NameStock(
        "Beau Mont Clair Grand Œuvr Sœur", "champ rieux vallon ard elin ière",
        male: "François Loïc Étienne Gaël", female: "Hélène Chloé Maëlle Cœurine")
    static let turkish = NameStock(
        "Kara Öz Yildiz Demir Gül Ak", "bulut türk oglu can soy tepe",
        male: "Mehmet Ömer Gökhan Emre", female: "Ayse Gülay Özlem Zeynep")
    static let afghan = NameStock(
        "Nur Ahmad Rahim Stan Wardak Haid", "zai ekzai yar abadi manesh pur",
        male: "Abdul Farid Najib Mohammad", female: "Zahra Fereshta Mina Laila")
    static let chinese = NameStock(
        "Qu Xue Bai Shang Ouyang Lü", "·", male: "Wei-Long Jun-Hao Zhi-Yuan", female: "Mei-Xin Li-Hua Yu-Ran")
    static let germanic = NameStock(
        "Grün Stein Weiß Höll Brück Sjö Lind Åker", "mann berger thal feld ström qvist",
        male: "Jürgen Matthias Björn Åke", female: "Käthe Sigrid Jördis Maja")
    static let hellenic = NameStock(
        "Papa Kara Stavro Geo Xeno", "thanakis dopoulos ridis lakis menos", male: "Kostas Nikolaos Yannis",
        female: "Eleni Sofia Despina")
    static let hungarian = NameStock(
        "Nagy Kis Fehér Szé Vár Erdé", "falvi kúti kely hegyi nyi", male: "László Zoltán Gábor", female: "Zsófia Réka Ágnes")
    static let eastAfrican = NameStock(
        "Tek Gebr Haw Ald Nur Bere Asmel", "le ehiwet o aye hab ash", male: "Yonas Filmon Abdi Samuel", female: "Selam Hodan Rahel Ayaan")
    static let westAfrican = NameStock(
        "Owu Nko Mba Kwa Ase Tshi Lu", "su no enga teng bola mbe", male: "Kwame Emmanuel Patrick", female: "Abena Grace Chantal")
    static let ukrainian = NameStock(
        "Kravch Bond Shev Lys Hor Moroz", "enko uk ovych ak yshyn", male: "Oleksandr Dmytro Andriy",
        female: "Oksana Nataliya Iryna Yuliya")
    static let thai = NameStock(
        "Srisu Wongsa Chai Rattana Phong", "wannakit nuphap prasertsakul kosonwattanachai", male: "Somchai Anan",
        female: "Malee Siriporn")
    static let singleNamed = NameStock("Sutar Wira Kusu Harto Suke Budi", "no tmo mah di ni wati", male: "·", female: "·")
}
