/// What a user may choose about completion.
struct CompletionSettings: Sendable, Equatable {
    /// Whether Tab may ask the API for the values that can stand at the cursor. Without it nothing is sent for completion.
    var isLive = true
    /// How old values of the API may be before Tab asks for them anew.
    var timeToLive = Duration.seconds(60)
}
