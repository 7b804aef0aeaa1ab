/// What the user has chosen about the prompt, as far as nobody else keeps it; ``Setting`` names every choice there is.
struct Settings: Equatable {
    /// How many entries the history keeps.
    var historySize = 10_000
    /// Whether what is entered goes to the history file.
    var savesHistory = true
    var hasMenu = true
    var hasHints = true
    var hasHighlighting = true
    var hasSuggestions = true
    var hasGreeting = true
    var pagerMode = Pager.Mode.auto
}
