/// What is to be kept in mind of a context: how much may be done in it, and how much has to be asked.
public struct ContextSettings: Sendable, Equatable {
    /// Whether nothing but reads is sent.
    public var isReadOnly = false
    /// Whether questions are answered by typing the context's name.
    public var isProtected = false
    /// What is asked about; nil leaves it to the program.
    public var confirmations: Policy.Confirmations?

    public init(
        isReadOnly: Bool = false, isProtected: Bool = false, confirmations: Policy.Confirmations? = nil
    ) {
        self.isReadOnly = isReadOnly
        self.isProtected = isProtected
        self.confirmations = confirmations
    }
}

extension Policy {
    /// Takes over the settings of the context.
    ///
    /// - Parameter path: The file they are from, which the reason of a refusal names.
    public mutating func apply(_ settings: ContextSettings, from path: String) {
        if settings.isReadOnly { readOnlyReason = "\(quotedName) is read-only (\(path))" }
        isProtected = settings.isProtected
        confirmations = settings.confirmations ?? confirmations
    }

    /// Lets nothing but reads pass, because what the user wrote about contexts cannot be known.
    public mutating func apply(_ error: ContextFileError) {
        readOnlyReason = "\(error); until that is mended only reads are sent"
    }

    private var quotedName: String { "the context '\(shownName(context))'" }
}
