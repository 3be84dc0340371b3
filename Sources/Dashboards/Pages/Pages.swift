// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// What the templates are given, page by page; every text is escaped by the template engine.
struct Pages {
    let input: DashboardInput
    let frame: Frame

    /// What stands around every page.
    struct Frame {
        let title: String
        let fictitious: Bool
        let period: String
        let asOf: String
        let knownAt: String
        let logSize: String
        let logRoot: String
        let version: String
    }

    struct Row { let cells: [String]; let head: String }
    struct Sheet { let id: String; let caption: String; let header: [String]; let rows: [Row] }
    struct Tile { let title: String; let figure: String; let detail: String; let quote: String; let source: String }
    struct Problem { let text: String; let link: String; let linkText: String }

    private func moved(_ year: Int) -> (part: Int, whole: Int) { input.book.table("K8").share(1, 0, year) }
    private func judged(_ year: Int) -> Int { input.book.table("K7").share(0, 0, year).whole }
    private func inTime(_ year: Int) -> Int? {
        let share = input.book.table("K7").share(0, 0, year)
        return Share.percent(share.part, of: share.whole)
    }
    private var overdue: Int { input.years.reduce(0) { $0 + input.book.count("K7", K7Registration.overdue, $1) } }

    // MARK: Overview

    struct Overview {
        let frame: Frame
        let verdict: String
        let exchange: [Tile]
        let people: [Tile]
        let problems: [Problem]
        let hasProblems: Bool
    }

    var overview: Overview {
        let agencies = input.exchange.agencies
        let received = agencies.reduce(0) { $0 + $1.received }
        let accepted = agencies.reduce(0) { $0 + $1.accepted + $1.duplicates }
        let delivered = input.exchange.flows.reduce(0) { $0 + $1.deliveries }
        let problems = problems
        return Overview(
            frame: frame,
            verdict: problems.isEmpty
                ? "De uitwisseling werkt. Er staat niets open." : "De uitwisseling werkt. \(problems.count) punten vragen aandacht.",
            exchange: [
                Tile(
                    title: "Ontvangen berichten", figure: Numbers.text(received),
                    detail: "\(Numbers.percent(Share.percent(accepted, of: received))) aanvaard of al bekend",
                    quote:
                        "een automatische gegevensuitwisseling tussen VDAB, de agentschappen Inburgering en Integratie, lokale besturen en onderwijs",
                    source: "Beleidsnota, r. 1103-1104"),
                Tile(
                    title: "Doorgegeven aan wie er recht op heeft", figure: Numbers.text(delivered),
                    detail: "berichten onder een afspraak met wettelijke grond",
                    quote:
                        "De samenwerking en doorstroming wordt structureel opgevolgd door een stuurgroep onder toezicht van de betrokken ministers",
                    source: "Beleidsnota, r. 1104-1106"),
            ],
            people: peopleTiles, problems: problems, hasProblems: !problems.isEmpty)
    }

    private var lastJudgedYear: Int? { input.years.reversed().first { judged($0) >= Share.smallestGroup } }

    private var peopleTiles: [Tile] {
        let contracts = Tile(
            title: "Personen met een contract", figure: Numbers.text(input.years.reduce(0) { $0 + input.book.count("K3", 0, $1) }),
            detail: frame.period,
            quote: "bij aanvang van het traject moet worden ondertekend", source: "Beleidsnota, r. 975-976")
        guard let year = lastJudgedYear else { return [contracts] }
        let observed = input.years.reversed().first { moved($0).whole >= Share.smallestGroup }
        var tiles = [
            contracts,
            Tile(
                title: "Op tijd bij VDAB", figure: Numbers.percent(inTime(year)),
                detail: "van de trajecten gestart in \(year)",
                quote: "binnen de 2 maanden na de opstart van het traject aan te melden bij de VDAB", source: "Beleidsnota, r. 1095-1096"),
        ]
        if let observed {
            let cohort = moved(observed)
            tiles.append(
                Tile(
                    title: "Binnen het jaar in opleiding of aan het werk",
                    figure: Numbers.percent(Share.percent(cohort.part, of: cohort.whole)),
                    detail: "van wie zich inschreef, contract in \(observed)",
                    quote:
                        "De samenwerking en doorstroming wordt structureel opgevolgd door een stuurgroep onder toezicht van de betrokken ministers",
                    source: "Beleidsnota, r. 1104-1106"))
        }
        return tiles
    }

    /// What is not right, the worst first: proof, then duties of people, then people nobody can place, then messages.
    private var problems: [Problem] {
        var found: [Problem] = []
        if !input.exchange.logIsSound {
            found.append(Problem(text: "Het auditlogboek klopt niet.", link: "uitwisseling.html", linkText: "Bekijk de uitwisseling"))
        }
        if overdue >= 10 {
            let count = Numbers.text(overdue)
            found.append(
                Problem(text: "\(count) trajecten zonder inschrijving bij VDAB na de termijn.", link: "werk.html", linkText: "Bekijk werk"))
        }
        if input.provisional > 0 {
            let text = "\(Numbers.text(input.provisional)) dossiers zonder zekere identiteit wachten op een beslissing."
            found.append(Problem(text: text, link: "uitwisseling.html", linkText: "Bekijk de uitwisseling"))
        }
        let quarantined = input.exchange.agencies.reduce(0) { $0 + $1.quarantined }
        if quarantined > 0 {
            let text = "\(Numbers.text(quarantined)) berichten zijn tegengehouden."
            found.append(Problem(text: text, link: "uitwisseling.html", linkText: "Bekijk de uitwisseling"))
        }
        return found
    }

    // MARK: Inflow

    struct Inflow { let frame: Frame; let charts: [ChartSection]; let reference: [ChartSection]; let quotes: [Tile] }
    struct ChartSection { let chart: Chart; let sheet: Sheet; let quote: String?; let source: String }

    var inflow: Inflow {
        func section(_ id: String, _ title: String, _ unit: String, _ quote: String, _ source: String, _ value: (Int) -> Int)
            -> ChartSection
        {
            let points = input.years.map { (label: String($0), value: value($0)) }
            return ChartSection(
                chart: Chart(id: id, title: title, description: "\(unit) per jaar, \(frame.period)", points),
                sheet: Sheet(
                    id: "tabel-\(id)", caption: "\(title), \(unit)", header: ["Jaar", "Aantal"],
                    rows: points.map { Row(cells: [Numbers.text($0.value)], head: $0.label) }), quote: quote, source: source)
        }
        func reference(_ id: String, _ title: String, _ value: (NoteFigures.Row) -> Int) -> ChartSection {
            let points = NoteFigures.rows.map { (label: String($0.year), value: value($0)) }
            return ChartSection(
                chart: Chart(id: id, title: title, description: "Cijfers uit de beleidsnota, 2012 tot 2018", points),
                sheet: Sheet(
                    id: "tabel-\(id)", caption: title, header: ["Jaar", "Aantal"],
                    rows: points.map { Row(cells: [Numbers.text($0.value)], head: $0.label) }), quote: nil,
                source: "Beleidsnota, r. 569-575"
            )
        }
        return Inflow(
            frame: frame,
            charts: [
                section(
                    "instroom", "Nieuwe meerderjarigen in het Vlaams Gewest", "personen",
                    "jaarlijkse monitoring … via het Netwerk Statistiek Vlaanderen, en dit tot op het lokale niveau",
                    "Beleidsnota, r. 1537-1540"
                ) { input.book.count("K1", 0, $0) },
                section(
                    "contracten", "Personen met een inburgeringscontract", "personen", "21.583 inburgeringscontracten ondertekend",
                    "Beleidsnota, r. 543"
                ) {
                    input.book.count("K3", 0, $0)
                },
                section("attesten", "Personen met een inburgeringsattest", "personen", "net geen 17.000", "Beleidsnota, r. 545-546") {
                    input.book.count("K5", 0, $0)
                },
            ],
            reference: [
                reference("nota-instroom", "Nota: instroom, Vlaams Gewest") { $0.inflow },
                reference("nota-contracten", "Nota: personen met contract, Vlaanderen en Brussel") { $0.contracts },
                reference("nota-attesten", "Nota: personen met attest") { $0.attests },
            ], quotes: [])
    }

    // MARK: Work

    struct Work { let frame: Frame; let registration: ChartSection; let throughput: ChartSection }

    var work: Work {
        let years = Array(input.years)
        let observedYears = years.filter { judged($0) >= Share.smallestGroup }
        let registration = ChartSection(
            chart: Chart(
                id: "op-tijd", title: "Op tijd ingeschreven bij VDAB",
                description: "Procent van de trajecten waarvan de termijn voorbij is, naar jaar van start",
                observedYears.map { (String($0), inTime($0) ?? 0) }),
            sheet: Sheet(
                id: "tabel-op-tijd", caption: "Inschrijving bij VDAB binnen twee maanden, trajecten naar jaar van start",
                header: [
                    "Jaar", "Op tijd", "Te laat", "Niet", "Termijn loopt", "Vrijgesteld of vervallen", "Niet van toepassing", "Op tijd (%)",
                ],
                rows: years.map { year in
                    let count = { (column: Int) in Numbers.text(input.book.count("K7", column, year)) }
                    return Row(
                        cells: [
                            count(K7Registration.inTime), count(K7Registration.late), count(K7Registration.overdue),
                            Numbers.text(input.book.table("K7").tooEarly(0, year)),
                            count(K7Registration.freed),
                            count(K7Registration.notApplicable),
                            Numbers.percent(inTime(year)),
                        ], head: String(year))
                }),
            quote:
                "Elke nieuwkomer die een inburgeringstraject volgt, wordt verplicht om zich binnen de 2 maanden na de opstart van het traject aan te melden bij de VDAB",
            source: "Beleidsnota, r. 1095-1096")
        let observed = years.filter { moved($0).whole >= Share.smallestGroup }
        let throughput = ChartSection(
            chart: Chart(
                id: "doorstroom", title: "Binnen twaalf maanden na inschrijving in opleiding of aan het werk",
                description: "Procent van wie zich minstens twaalf maanden geleden inschreef, naar jaar van contract",
                observed.map { year in
                    let cohort = moved(year)
                    return (String(year), Share.percent(cohort.part, of: cohort.whole) ?? 0)
                }),
            sheet: Sheet(
                id: "tabel-doorstroom", caption: "Van contract naar VDAB naar opleiding of werk, naar jaar van contract",
                header: ["Jaar", "Gestart", "Ingeschreven", "Te vroeg om te tellen", "Gevolgd", "Doorgestroomd", "Doorgestroomd (%)"],
                rows: years.map { year in
                    let cohort = moved(year)
                    return Row(
                        cells: [
                            Numbers.text(input.book.count("K8", K8Throughput.started, year)),
                            Numbers.text(input.book.count("K8", K8Throughput.registered, year)),
                            Numbers.text(input.book.table("K8").tooEarly(0, year)),
                            Numbers.text(cohort.whole),
                            Numbers.text(cohort.part), Numbers.percent(Share.percent(cohort.part, of: cohort.whole)),
                        ], head: String(year))
                }),
            quote:
                "De samenwerking en doorstroming wordt structureel opgevolgd door een stuurgroep onder toezicht van de betrokken ministers",
            source: "Beleidsnota, r. 1104-1106")
        return Work(frame: frame, registration: registration, throughput: throughput)
    }

    // MARK: The exchange

    struct Exchange { let frame: Frame; let agencies: Sheet; let flows: Sheet; let logSentence: String; let review: String }

    var exchange: Exchange {
        Exchange(
            frame: frame,
            agencies: Sheet(
                id: "tabel-bronnen", caption: "Berichten per bron",
                header: ["Bron", "Ontvangen", "Aanvaard", "Al bekend", "Te bekijken", "Tegengehouden", "Laatste nieuwe"],
                rows: input.exchange.agencies.map { row in
                    Row(
                        cells: [
                            Numbers.text(row.received), Numbers.text(row.accepted), Numbers.text(row.duplicates),
                            Numbers.text(row.inReview),
                            Numbers.text(row.quarantined), row.lastNewAt?.brusselsDate.description ?? "nooit",
                        ], head: Names.agency(row.agency))
                }),
            flows: Sheet(
                id: "tabel-stromen", caption: "Doorgegeven, per bron die de aanleiding gaf en per bestemming",
                header: ["Van", "Naar", "Organisaties", "Berichten", "Ingehouden", "Gemiddelde doorlooptijd"],
                rows: input.exchange.flows.map { row in
                    Row(
                        cells: [
                            Names.recipient(row.recipient), Numbers.text(row.organisations), Numbers.text(row.deliveries),
                            Numbers.text(row.withheld),
                            Numbers.duration(seconds: row.leadSeconds),
                        ], head: Names.agency(row.provider))
                }),
            logSentence: input.exchange.logIsSound
                ? "Het auditlogboek telt \(Numbers.text(input.exchange.logSize)) regels en is nagerekend: alles klopt."
                : "Het auditlogboek klopt niet. Verwittig de beheerder.",
            review:
                "\(Numbers.text(input.persons)) personen zijn bekend; van \(Numbers.text(input.provisional)) dossiers staat de identiteit niet vast. "
                + "\(Numbers.text(input.exchange.contradictions)) keer spreken bronnen elkaar tegen.")
    }

    struct Definitions { let frame: Frame }
    var definitions: Definitions { Definitions(frame: frame) }
}

/// Names that a clerk knows.
enum Names {
    static func agency(_ id: String) -> String {
        switch id {
        case "vdab": "VDAB"
        case "inburgering": "Inburgering"
        case "lokaal": "Lokale besturen"
        case "onderwijs": "Onderwijs"
        case "naric": "NARIC"
        default: id
        }
    }

    static func recipient(_ id: String) -> String {
        switch id {
        case "vdab": "VDAB"
        case "agii": "Agentschap Integratie en Inburgering"
        case "atlas": "Atlas (Antwerpen)"
        case "amal": "Amal (Gent)"
        case "hvnb": "Huis van het Nederlands Brussel"
        case "naric": "NARIC"
        case "gemeenten": "Gemeenten"
        case "scholen": "Scholen en centra"
        default: id
        }
    }
}
