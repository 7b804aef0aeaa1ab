internal import APIClient
internal import LineEditor
internal import Lua

/// What `moontide --version` says.
public enum VersionText {
    /// The program's version on the first line, then the day of the API's description, then the libraries. Reads no file.
    public static var text: String {
        """
        moontide \(MoontideVersion.number)
        API description of \(MoontideVersion.apiDate)
        Lua \(Interpreter.luaVersion), libedit \(LineEditor.libraryVersion)
        """
    }
}
