internal import APIClient

// Names that APIClient and Lua both use. A type named as its module hides the module, so that they cannot be told apart
// by qualification where both are imported.
typealias ClientTicket = Ticket
typealias ClientArgumentError = ArgumentError
