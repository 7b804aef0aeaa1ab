internal import Catalog

/// Parameters with their types and sentences, nested ones below those that hold them.
///
/// What has hundreds of fields is folded: the upper levels are shown as far as the limit goes, and a folded parameter
/// says how to ask for what is in it.
struct ParameterList {
    let group: Group
    let layout: HelpLayout
    /// How many parameters are shown before deeper ones are folded.
    static let limit = 40
    /// The levels below the first that are ever shown.
    private static let deepest = 4

    private struct Node {
        var field: Field
        /// The name that help knows it by: `functions.create_trigger.scheduled_details`.
        var path: String
        var depth: Int
        var children: [Int] = []
        /// How many fields are not shown.
        var folded = 0
    }

    /// - Parameters:
    ///   - path: what the names are asked for under: `functions.create_trigger`.
    ///   - room: how many parameters may be shown.
    func lines(of fields: [Field], under path: String, indentation: Int = 2, room: Int = limit) -> [String] {
        let (nodes, roots) = tree(of: fields.filter { !$0.isReadOnly }, under: path, room: room)
        return lines(of: roots, in: nodes, indentation: indentation)
    }

    /// The tree as far as it is shown, level by level.
    private func tree(of fields: [Field], under path: String, room: Int) -> (nodes: [Node], roots: [Int]) {
        var nodes = fields.map { Node(field: $0, path: "\(path).\($0.preferredLuaName)", depth: 0) }
        let roots = Array(nodes.indices)
        var next = 0
        while next < nodes.count {
            defer { next += 1 }
            let node = nodes[next]
            let inner = group.settableFields(of: node.field.schema)
            guard !inner.isEmpty else { continue }
            // The fields of the one parameter that is asked for are always wanted.
            let fits = nodes.count + inner.count <= room || (roots.count == 1 && node.depth == 0)
            guard fits, node.depth < Self.deepest else {
                nodes[next].folded = inner.count
                continue
            }
            nodes[next].children = Array(nodes.count..<nodes.count + inner.count)
            nodes += inner.map {
                Node(field: $0, path: "\(node.path).\($0.preferredLuaName)", depth: node.depth + 1)
            }
        }
        return (nodes, roots)
    }

    private func lines(of indexes: [Int], in nodes: [Node], indentation: Int) -> [String] {
        let nameWidth = layout.columnWidth(for: indexes.map { nodes[$0].field.preferredLuaName })
        return indexes.flatMap { index -> [String] in
            let node = nodes[index]
            let room = layout.room(besideNameWidth: nameWidth, indentation: indentation)
            let paragraphs = paragraphs(for: node, room: room)
            return layout.entry(
                node.field.preferredLuaName, paragraphs, nameWidth: nameWidth, indentation: indentation)
                + lines(of: node.children, in: nodes, indentation: indentation + 2)
        }
    }

    private func paragraphs(for node: Node, room: Int) -> [HelpLayout.Paragraph] {
        var facts = FieldFacts(field: node.field, group: group, more: "?" + node.path).text
        if node.folded > 0 { facts += "; \(node.folded) field\(node.folded == 1 ? "" : "s"): ?\(node.path)" }
        return layout.paragraphs(facts: facts, summary: node.field.summary, room: room)
    }
}
