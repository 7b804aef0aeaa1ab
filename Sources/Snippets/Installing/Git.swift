internal import Glibc

/// Runs the `git` command.
enum Git {
    /// What it writes to standard output. Its messages become the error's.
    ///
    /// - Throws: ``SnippetError`` of kind `source` where it is missing or fails.
    static func run(_ arguments: [String], about subject: String) throws(SnippetError) -> [UInt8] {
        // Neither unencrypted protocols nor those that run a program.
        let fixed = ["-c", "protocol.ext.allow=never", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"]
        let outcome = try start(["git"] + fixed + arguments, subject)
        guard outcome.status == 0 else {
            let text = String(decoding: outcome.errors, as: UTF8.self)
            let line = text.split(separator: "\n").last ?? "status \(outcome.status)"
            throw SnippetSource.failure(subject, "git says: \(line.hasPrefix("fatal: ") ? line.dropFirst(7) : line)")
        }
        return outcome.output
    }

    static func removeTree(_ folder: String) throws(SnippetError) {
        _ = try start(["rm", "-rf", "--", folder], folder)
    }

    private struct Outcome {
        var status: Int32
        var output: [UInt8]
        var errors: [UInt8]
    }

    private static func start(_ command: [String], _ subject: String) throws(SnippetError) -> Outcome {
        let output = try makePipe(subject)
        let errors = try makePipe(subject)
        var process = pid_t()
        let failure = spawn(command, output: output[1], errors: errors[1], &process)
        close(output[1])
        close(errors[1])
        defer {
            close(output[0])
            close(errors[0])
        }
        guard failure == 0 else {
            let reason = failure == ENOENT ? "it is not installed" : String(cString: strerror(failure))
            throw SnippetSource.failure(subject, "\(command[0]) cannot be run: \(reason)")
        }
        var outcome = Outcome(status: 0, output: [], errors: [])
        readBoth(output[0], errors[0], &outcome)
        var raw: Int32 = 0
        while waitpid(process, &raw, 0) < 0, errno == EINTR {}
        outcome.status = raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + (raw & 0x7f)
        return outcome
    }

    private static func makePipe(_ subject: String) throws(SnippetError) -> [Int32] {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SnippetFile.failure(subject, "no pipe can be made", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    private static func spawn(
        _ command: [String], output: Int32, errors: Int32, _ process: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var arguments = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        return posix_spawnp(&process, command[0], &actions, nil, &arguments, &variables)
    }

    /// The process's own, without the account's token, which is none of git's business.
    private static var environment: [String] {
        var result = ["GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL=https:ssh:file", "LC_ALL=C"]
        var entry = environ
        while let text = entry.pointee {
            let variable = String(cString: text)
            let name = variable.prefix { $0 != "=" }
            if !name.hasPrefix("DIGITALOCEAN_"), !replaced.contains(String(name)) { result.append(variable) }
            entry += 1
        }
        return result
    }

    /// Set here, or pointing to another repository.
    private static let replaced: Set<String> = ["GIT_TERMINAL_PROMPT", "GIT_ALLOW_PROTOCOL", "LC_ALL", "GIT_DIR"]

    /// Reads both to their ends, so that neither fills up.
    private static func readBoth(_ output: Int32, _ errors: Int32, _ outcome: inout Outcome) {
        var watched = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while watched.contains(where: { $0.fd >= 0 }) {
            guard poll(&watched, nfds_t(watched.count), -1) > 0 else { continue }
            for index in watched.indices where watched[index].fd >= 0 && watched[index].revents != 0 {
                let count = read(watched[index].fd, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    watched[index].fd = -1
                    continue
                }
                if index == 0 { outcome.output += buffer[..<count] } else { outcome.errors += buffer[..<count] }
            }
        }
    }
}
