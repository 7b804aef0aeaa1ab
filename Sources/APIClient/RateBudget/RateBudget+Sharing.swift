import Digest

extension RateBudget {
    /// A budget that all sessions of a token at one API share on this machine.
    ///
    /// The file is `rate-` and half of a SHA-256 hash in hexadecimal digits, mode 0600; it is made with the first request.
    /// Where it cannot be used, the budget is this process's own and ``noteHandler`` is told once.
    ///
    /// - Parameter directory: Where state belongs: `$XDG_STATE_HOME/moontide`. Made with mode 0700 where it is missing.
    public convenience init(
        limits: Limits = Limits(), sharedBy token: Token, at baseURL: BaseURL, in directory: String
    ) {
        let secret = "moontide rate budget\n\(baseURL)\n\(token.authorization)"
        let digest = SHA256.digest(Array(secret.utf8)).prefix(16)
        let name = digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        self.init(limits: limits, file: BudgetFile("\(directory)/rate-\(name)"))
    }
}
