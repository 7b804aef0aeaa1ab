internal import Catalog
internal import JSON

/// The program behind `moontide annotations`.
public enum AnnotationsProgram {
    /// Writes definitions for lua-language-server: all in one to standard output, or one file for each group to a folder.
    ///
    /// - Parameter folder: Where the files go; nil: standard output.
    public static func run(folder: String?) -> ExitCode {
        let writer = AnnotationWriter(catalog: .standard)
        guard let path = folder else {
            StandardStreams.write(writer.text)
            return StandardStreams.flush() ? .success : .failure
        }
        do {
            let folder = try OutputFolder(path)
            let files = writer.files
            for file in files { try folder.write(file.text, to: file.name) }
            StandardStreams.writeError("\(files.count) files in \(path); the .luarc.json beside your scripts needs:\n")
            StandardStreams.write(try settings(folder: path))
            return StandardStreams.flush() ? .success : .failure
        } catch {
            StandardStreams.writeError("moontide: \(error)\n")
            return .failure
        }
    }

    /// What lua-language-server has to know.
    private static func settings(folder: String) throws(JSONError) -> String {
        """
        {
          "runtime.version": "Lua 5.4",
          "workspace.library": [\(try JSONValue.string(folder).jsonText)]
        }

        """
    }
}
