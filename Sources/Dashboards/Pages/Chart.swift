// SPDX-License-Identifier: EUPL-1.2

/// A bar chart as the template draws it: geometry in a box of 640 × 240, text apart.
struct Chart {
    struct Bar {
        let x: Int
        let y: Int
        let width: Int
        let height: Int
        let middle: Int
        let labelY: Int
        let label: String
        let value: String
    }
    let id: String
    let title: String
    let description: String
    let bars: [Bar]

    init(id: String, title: String, description: String, _ points: [(label: String, value: Int)]) {
        self.id = id
        self.title = title
        self.description = description
        let top = max(1, points.map(\.value).max() ?? 1)
        let slot = 640 / max(1, points.count)
        bars = points.enumerated().map { index, point in
            let height = point.value * 180 / top
            let width = min(64, slot * 3 / 5)
            let x = index * slot + (slot - width) / 2
            return Bar(
                x: x, y: 205 - height, width: width, height: height, middle: index * slot + slot / 2, labelY: 205 - height - 7,
                label: point.label,
                value: Numbers.text(point.value))
        }
    }
}
