// SPDX-License-Identifier: EUPL-1.2

/// Writes `Encodable` values as packed bytes.
struct PackedEncoder: Encoder {
    let sink: PackedSink
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = PackedEncoder(sink: PackedSink())
        try value.encode(to: encoder)
        encoder.sink.close(to: 0)
        return encoder.sink.bytes
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        sink.begin(keyed: true)
        return KeyedEncodingContainer(PackedKeyedWriter<Key>(sink: sink, depth: sink.depth))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        sink.begin(keyed: false)
        return PackedListWriter(sink: sink, depth: sink.depth)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { PackedValueWriter(sink: sink) }
}

struct PackedKeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let sink: PackedSink
    let depth: Int
    let codingPath: [any CodingKey] = []

    private func name(_ key: some CodingKey) {
        sink.close(to: depth)
        sink.key(key.stringValue)
    }

    func encodeNil(forKey key: Key) { name(key); sink.put(PackedTag.null) }
    func encode(_ value: Bool, forKey key: Key) { name(key); sink.put(value ? PackedTag.yes : PackedTag.no) }
    func encode(_ value: String, forKey key: Key) { name(key); sink.put(value) }
    func encode(_ value: Double, forKey key: Key) { name(key); sink.put(value) }
    func encode(_ value: Int, forKey key: Key) { name(key); sink.put(Int64(value)) }
    func encode(_ value: Int64, forKey key: Key) { name(key); sink.put(value) }
    func encode(_ value: some Encodable, forKey key: Key) throws { name(key); try value.encode(to: PackedEncoder(sink: sink)) }

    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        name(key)
        return PackedEncoder(sink: sink).container(keyedBy: keyType)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        name(key)
        return PackedEncoder(sink: sink).unkeyedContainer()
    }
    func superEncoder() -> any Encoder {
        sink.close(to: depth)
        sink.key("super")
        return PackedEncoder(sink: sink)
    }
    func superEncoder(forKey key: Key) -> any Encoder { name(key); return PackedEncoder(sink: sink) }
}

struct PackedListWriter: UnkeyedEncodingContainer {
    let sink: PackedSink
    let depth: Int
    let codingPath: [any CodingKey] = []
    private(set) var count = 0

    init(sink: PackedSink, depth: Int) {
        self.sink = sink
        self.depth = depth
    }

    private mutating func next() {
        sink.close(to: depth)
        count += 1
    }

    mutating func encodeNil() { next(); sink.put(PackedTag.null) }
    mutating func encode(_ value: Bool) { next(); sink.put(value ? PackedTag.yes : PackedTag.no) }
    mutating func encode(_ value: String) { next(); sink.put(value) }
    mutating func encode(_ value: Double) { next(); sink.put(value) }
    mutating func encode(_ value: Int) { next(); sink.put(Int64(value)) }
    mutating func encode(_ value: Int64) { next(); sink.put(value) }
    mutating func encode(_ value: some Encodable) throws { next(); try value.encode(to: PackedEncoder(sink: sink)) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        next()
        return PackedEncoder(sink: sink).container(keyedBy: keyType)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        next()
        return PackedEncoder(sink: sink).unkeyedContainer()
    }
    mutating func superEncoder() -> any Encoder { next(); return PackedEncoder(sink: sink) }
}

struct PackedValueWriter: SingleValueEncodingContainer {
    let sink: PackedSink
    let codingPath: [any CodingKey] = []

    func encodeNil() { sink.put(PackedTag.null) }
    func encode(_ value: Bool) { sink.put(value ? PackedTag.yes : PackedTag.no) }
    func encode(_ value: String) { sink.put(value) }
    func encode(_ value: Double) { sink.put(value) }
    func encode(_ value: Int) { sink.put(Int64(value)) }
    func encode(_ value: Int64) { sink.put(value) }
    func encode(_ value: some Encodable) throws { try value.encode(to: PackedEncoder(sink: sink)) }
}
