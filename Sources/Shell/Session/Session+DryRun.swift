internal import APIClient
internal import JSON

// `--dry-run` as data.
extension Session {
    /// Whether the requests of a dry run are the output, in place of what chunks and scripts return: `--dry-run -o json`.
    var writesDryRequests: Bool {
        options.connection.isDryRun && options.format != nil && options.format != .table && !options.isInteractive
            && !(options.steps.isEmpty && options.script == nil)
    }

    /// Writes what was not sent to standard output, in the format of the options.
    func writeDryRequests() throws(OutputError) {
        guard writesDryRequests else { return }
        var writer = OutputWriter(format: rendering.format)
        writer.columns = options.columns.isEmpty ? ["method", "path", "body"] : options.columns
        writer.showsHeader = options.showsHeader
        writer.identityPaths = ["path"]
        StandardStreams.write(try writer.text(.array(dryRequests.map(\.value))))
    }
}
