/// What is known of a list at the moment.
package struct LiveAnswer: Sendable, Equatable {
    package var values: [LiveValue] = []
    /// What to say beside them: that they are being fetched, that they are not all, why there are none.
    package var note = ""
    /// Whether others may come.
    package var isPartial = false

    package init(_ values: [LiveValue] = [], note: String = "", isPartial: Bool = false) {
        self.values = values
        self.note = note
        self.isPartial = isPartial
    }
}

/// Who knows what the API keeps.
package protocol LiveValueSource: AnyObject {
    /// What is known of a list. Never waits: what is unknown or old is fetched afterwards.
    ///
    /// - Parameter onlyKnown: Nothing is to be fetched.
    func answer(for list: LiveList, onlyKnown: Bool) -> LiveAnswer
}
