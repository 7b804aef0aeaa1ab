internal import APIClient
internal import Lua

extension Stack {
    /// A span of time: a number of seconds, or a text as `10m`. Stack: unchanged.
    ///
    /// - Parameters:
    ///   - name: What messages call it.
    ///   - function: The function it is given to.
    func duration(_ name: String, at position: Int, for function: String) throws(LuaError) -> Duration {
        if let text = string(at: position) {
            if let duration = Duration(text: text) { return duration }
        } else if let seconds = number(at: position), seconds >= 0, seconds <= 366 * 86_400 {
            return .seconds(seconds)
        }
        throw LuaError("\(function): \(name) is a number of seconds or a text such as '90s', '10m', '1h30m'")
    }
}
