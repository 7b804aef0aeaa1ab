/// What a user may choose about completion.
struct CompletionSettings: Sendable, Equatable {
    /// Whether Tab may ask the API for the values that can stand at the cursor. Without it nothing is sent for completion.
    var isLive = true
}
