internal import APIClient
internal import JSON

// `--dry-run` as data.
extension Session {
    /// Makes the requests of a dry run the output, where a format for programs asks for that: `--dry-run -o json`.
    func beginBatch() {
        writesDryRequests =
            options.connection.isDryRun && (options.format ?? .table) != .table && !options.isInteractive
    }

    /// Writes what was not sent to standard output, in the format of the options.
    func writeDryRequests() throws(OutputError) {
        guard writesDryRequests else { return }
        var writer = OutputWriter(format: rendering.format)
        // A table has no room for everything that a document tells.
        let isTable = rendering.format == .csv || rendering.format == .tsv
        writer.columns = options.columns.isEmpty && isTable ? ["method", "path", "body"] : options.columns
        writer.showsHeader = options.showsHeader
        writer.identityPaths = ["path"]
        StandardStreams.write(try writer.text(.array(dryRequests.map(\.value))))
    }
}
