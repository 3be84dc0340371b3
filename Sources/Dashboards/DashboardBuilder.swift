// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import Foundation
import Mustache

/// Renders the pages and publishes them in one step: a reader sees the old ones or the new ones, never some of each.
package struct DashboardBuilder {
    private let input: DashboardInput
    private let pages: Pages
    private let library: MustacheLibrary

    package enum Fault: Error, CustomStringConvertible {
        case templates
        case folder(String)
        package var description: String {
            switch self {
            case .templates: "the templates of the dashboards are missing from this installation"
            case .folder(let path): "cannot write the pages to \(path); check its permissions"
            }
        }
    }

    package init(_ input: DashboardInput, knownAt: Instant, fictitious: Bool, version: String) throws {
        self.input = input
        guard let folder = Bundle.module.url(forResource: "Templates", withExtension: nil) else { throw Fault.templates }
        var templates: [String: MustacheTemplate] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".mustache") {
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            templates[String(name.dropLast(".mustache".count))] = try MustacheTemplate(string: text)
        }
        library = MustacheLibrary(templates: templates)
        let root = input.exchange.logRoot
        pages = Pages(
            input: input,
            frame: Pages.Frame(
                title: "", fictitious: fictitious, period: "\(input.years.lowerBound) tot \(input.years.upperBound)",
                asOf: DutchDate.text(input.asOf), knownAt: DutchDate.text(knownAt.brusselsDate),
                logSize: Numbers.text(input.exchange.logSize),
                logRoot: String(root.prefix(16)), version: version))
    }

    /// Writes all pages into a folder beside the place and puts it there by rename.
    package func write(to directory: String) throws {
        let files = FileManager.default
        let fresh = directory + ".new"
        let old = directory + ".old"
        do {
            for leftover in [fresh, old] where files.fileExists(atPath: leftover) { try files.removeItem(atPath: leftover) }
            try files.createDirectory(atPath: fresh, withIntermediateDirectories: true)
            for (name, text) in try render() { try text.write(toFile: "\(fresh)/\(name)", atomically: false, encoding: .utf8) }
            if files.fileExists(atPath: directory) { try files.moveItem(atPath: directory, toPath: old) }
            try files.moveItem(atPath: fresh, toPath: directory)
            if files.fileExists(atPath: old) { try files.removeItem(atPath: old) }
        } catch is CocoaError {
            throw Fault.folder(directory)
        }
    }

    /// Name and text of every page, in order.
    package func render() throws -> [(name: String, text: String)] {
        let all: [(String, Any)] = [
            ("index", pages.overview), ("instroom", pages.inflow), ("werk", pages.work), ("uitwisseling", pages.exchange),
            ("definities", pages.definitions),
        ]
        return try all.map { name, value in
            guard let text = library.render(value, withTemplate: name) else { throw Fault.templates }
            return (name + ".html", text)
        }
    }
}

/// A date in Dutch words.
enum DutchDate {
    private static let months = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ]
    static func text(_ date: LocalDate) -> String {
        let parts = date.parts
        return "\(parts.day) \(months[parts.month - 1]) \(parts.year)"
    }
}
