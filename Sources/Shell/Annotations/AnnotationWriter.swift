package import Catalog

/// Writes definitions for lua-language-server, so that an editor completes and checks scripts.
///
/// The notation is LuaCATS: `---@class`, `---@field`, `---@param` and so on in files that begin with `---@meta`, which
/// the server reads and no interpreter runs.
package struct AnnotationWriter {
    /// A file of definitions.
    package struct File: Sendable {
        /// `functions.lua`.
        package var name: String
        package var text: String
    }

    private let catalog: Catalog

    package init(catalog: Catalog) { self.catalog = catalog }

    /// One file for each group, and `moontide.lua` for everything else.
    package var files: [File] {
        parts.map { File(name: $0.name + ".lua", text: Self.head + $0.text) }
    }

    /// Everything in one file.
    package var text: String {
        parts.reduce(into: Self.head) { $0 += $1.text }
    }

    private static let head = """
        ---@meta
        -- Definitions of moontide for lua-language-server, written by `moontide annotations`.


        """

    private var parts: [(name: String, text: String)] {
        let groups = catalog.groupNames.compactMap(catalog.group)
        let uses = TypeUses(of: groups)
        return [("moontide", HelperAnnotations().text)]
            + groups.map { group in (group.name, GroupAnnotations(of: group, in: catalog, uses: uses).text) }
    }
}
