// SPDX-License-Identifier: EUPL-1.2

/// Reads `Decodable` values from packed bytes.
struct PackedDecoder: Decoder {
    let source: PackedSource
    let at: Int
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func value<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        try Value(from: PackedDecoder(source: PackedSource(bytes: bytes), at: 0))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(PackedKeyedReader<Key>(source: source, entries: try source.entries(at)))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { PackedListReader(source: source, items: try source.items(at)) }
    func singleValueContainer() -> any SingleValueDecodingContainer { PackedValueReader(source: source, at: at) }
}

struct PackedKeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let source: PackedSource
    let entries: [(key: Range<Int>, value: Int)]
    let codingPath: [any CodingKey] = []

    var allKeys: [Key] { entries.compactMap { Key(stringValue: String(decoding: source.bytes[$0.key], as: UTF8.self)) } }

    private func find(_ key: some CodingKey) -> Int? {
        let name = key.stringValue.utf8
        for entry in entries where entry.key.count == name.count && source.bytes[entry.key].elementsEqual(name) { return entry.value }
        return nil
    }

    private func need(_ key: some CodingKey) throws -> Int {
        guard let at = find(key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "a field is missing"))
        }
        return at
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try source.tag(try need(key)) == PackedTag.null }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try source.flag(try need(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try source.text(try need(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try source.double(try need(key)) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { Int(try source.integer(try need(key))) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try source.integer(try need(key)) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: PackedDecoder(source: source, at: try need(key)))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        try PackedDecoder(source: source, at: try need(key)).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try PackedDecoder(source: source, at: try need(key)).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder {
        guard let entry = entries.first(where: { source.bytes[$0.key].elementsEqual("super".utf8) }) else { throw source.fault() }
        return PackedDecoder(source: source, at: entry.value)
    }
    func superDecoder(forKey key: Key) throws -> any Decoder { PackedDecoder(source: source, at: try need(key)) }
}

struct PackedListReader: UnkeyedDecodingContainer {
    let source: PackedSource
    let items: [Int]
    let codingPath: [any CodingKey] = []
    private(set) var currentIndex = 0

    init(source: PackedSource, items: [Int]) {
        self.source = source
        self.items = items
    }

    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    private mutating func next() throws -> Int {
        guard currentIndex < items.count else { throw source.fault() }
        currentIndex += 1
        return items[currentIndex - 1]
    }

    mutating func decodeNil() throws -> Bool {
        guard currentIndex < items.count, try source.tag(items[currentIndex]) == PackedTag.null else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode(_ type: Bool.Type) throws -> Bool { try source.flag(try next()) }
    mutating func decode(_ type: String.Type) throws -> String { try source.text(try next()) }
    mutating func decode(_ type: Double.Type) throws -> Double { try source.double(try next()) }
    mutating func decode(_ type: Int.Type) throws -> Int { Int(try source.integer(try next())) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try source.integer(try next()) }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try Value(from: PackedDecoder(source: source, at: try next()))
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try PackedDecoder(source: source, at: try next()).container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try PackedDecoder(source: source, at: try next()).unkeyedContainer()
    }
    mutating func superDecoder() throws -> any Decoder { PackedDecoder(source: source, at: try next()) }
}

struct PackedValueReader: SingleValueDecodingContainer {
    let source: PackedSource
    let at: Int
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool { at < source.bytes.count && source.bytes[at] == PackedTag.null }
    func decode(_ type: Bool.Type) throws -> Bool { try source.flag(at) }
    func decode(_ type: String.Type) throws -> String { try source.text(at) }
    func decode(_ type: Double.Type) throws -> Double { try source.double(at) }
    func decode(_ type: Int.Type) throws -> Int { Int(try source.integer(at)) }
    func decode(_ type: Int64.Type) throws -> Int64 { try source.integer(at) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: PackedDecoder(source: source, at: at)) }
}
