/// Where the output of entries goes while it does not go to the terminal.
final class RedirectedOutput {
    private var redirection: OutputRedirection?

    /// Sends output elsewhere, from the next entry on.
    ///
    /// - Parameters:
    ///   - target: A file, or `| COMMAND`.
    ///   - command: Whom errors name: `once`.
    /// - Throws: ``CommandError`` where the old redirection could not be ended well, or the new one not be begun.
    func redirect(to target: String, isForOneEntry: Bool, command: String) throws(CommandError) {
        try end()
        do throws(OutputRedirection.Failure) {
            redirection = try OutputRedirection(target, isForOneEntry: isForOneEntry)
        } catch {
            throw CommandError(".\(command): \(error)")
        }
    }

    /// To be called before an entry runs that writes something.
    func beginEntry() { redirection?.begin() }

    /// Output goes to the terminal again, until the next entry or for good.
    ///
    /// - Throws: ``OutputRedirection/Failure`` where something was not written; that ends the redirection.
    func endEntry() throws(OutputRedirection.Failure) {
        guard let redirection else { return }
        do throws(OutputRedirection.Failure) {
            try redirection.end()
        } catch {
            self.redirection = nil
            try? redirection.close()
            throw error
        }
        guard redirection.isForOneEntry else { return }
        self.redirection = nil
        try redirection.close()
    }

    /// Ends a redirection for good, if there is one.
    func end() throws(CommandError) {
        guard let redirection else { return }
        self.redirection = nil
        do throws(OutputRedirection.Failure) {
            try redirection.close()
        } catch {
            throw CommandError(error.description)
        }
    }
}
