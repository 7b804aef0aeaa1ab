/// The program behind `moontide man`.
public enum ManualProgram {
    /// Writes the manual page to standard output.
    ///
    /// - Parameter description: What the parser says of the command line.
    public static func run(description: String) -> ExitCode {
        StandardStreams.endQuietlyOnBrokenPipe()
        guard let program = try? CommandDescription(parserDescription: description) else { return .failure }
        StandardStreams.write(ManualPage(program: program).text)
        return StandardStreams.flush() ? .success : .failure
    }
}
