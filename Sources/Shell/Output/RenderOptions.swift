/// How values are written: what `-o`, `.mode` and the options of `show` say.
package struct RenderOptions: Sendable, Equatable {
    package var format: OutputFormat
    /// Paths of the members that are written, in this order; empty: those the format chooses.
    package var columns: [String] = []
    /// What lists are sorted by, the most important first; empty: they stay as they are.
    package var sort: [SortKey] = []
    /// Whether tables, CSV and TSV begin with a line of titles.
    package var showsHeader = true
    /// How many records of a list a terminal is shown; nil: all.
    package var rowLimit: Int?

    package init(format: OutputFormat = .table) { self.format = format }
}
