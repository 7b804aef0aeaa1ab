package import Catalog

/// Writes the reference: a page in Markdown for each group, one for the functions of this program, and an index.
package struct ReferenceWriter {
    package struct Page: Sendable {
        /// `functions.md`.
        package var name: String
        package var text: String
    }

    private let catalog: Catalog

    package init(catalog: Catalog) { self.catalog = catalog }

    /// The index first.
    package var pages: [Page] {
        let groups = catalog.groupNames.compactMap(catalog.group)
        let first = [
            Page(name: Self.indexName, text: index(of: groups)), Page(name: Self.helperPage, text: HelperPage().text)
        ]
        return first
            + groups.map { Page(name: Self.page(ofGroup: $0.name), text: GroupPage(of: $0, in: catalog).text) }
    }

    package static let indexName = "README.md"
    static let helperPage = "moontide.md"

    /// The page of a group: `functions.md`.
    static func page(ofGroup name: String) -> String { name + ".md" }

    private func index(of groups: [Group]) -> String {
        let count = groups.reduce(0) { $0 + $1.operations.count }
        var text = "# Reference\n\n"
        text += "The \(count) operations of the API as functions of Lua"
        text += catalog.date.map { ", as of \($0)" } ?? ""
        text += ". Written by `moontide reference`; the same is to be read with `help` in the shell.\n\n"
        text += "Functions of this program, such as `json.encode`: \(Markdown.link("moontide", Self.helperPage)).\n\n"
        text += Markdown.heading(2, "Groups", anchor: "groups")
        text += Markdown.table(
            ["group", "operations", ""],
            groups.map { group in
                let link = Markdown.link(group.name, Self.page(ofGroup: group.name))
                return [link, "\(group.operations.count)", Markdown.escaped(group.summary)]
            })
        text += Markdown.heading(2, "Operations", anchor: "operations")
        let rows = groups.flatMap { group in group.operations.map { row(of: $0) } }
        return text + Markdown.table(["operation", "request", ""], rows)
    }

    private func row(of operation: Operation) -> [String] {
        let target = "\(Self.page(ofGroup: operation.group))#\(operation.name)"
        return [
            Markdown.link(Markdown.code(operation.qualifiedName), target),
            Markdown.code("\(operation.method) \(operation.path)", inCell: true),
            Markdown.escaped(GroupHelp.summary(of: operation))
        ]
    }
}
