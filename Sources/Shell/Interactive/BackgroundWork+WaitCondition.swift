internal import APIClient
internal import LineEditor

extension BackgroundWork {
    /// What an engine or a client waits for, while a line is edited.
    init(_ condition: WaitCondition) {
        self.init(
            descriptors: condition.descriptors.map { Descriptor($0.descriptor, events: $0.events) },
            timeout: condition.timeout)
    }
}
