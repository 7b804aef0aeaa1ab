-- Settings of the prompt: copy this file to ~/.config/moontide/init.lua and keep what you like.
--
-- `config` at the prompt shows every setting with its value, `?config.history.size` explains one.

config.history.size = 50000
config.output.rows = 20
config.complete.ttl = 300 -- seconds until Tab asks the API for values anew

-- What is asked about before it is sent. What contexts.yaml says of a context holds in any case.
config.confirm = "destructive"

-- Short names for the beginnings of entries: `.j` switches to JSON, `ns{ label = "jobs" }` finds namespaces.
alias(".j", ".mode json")
alias(".t", ".mode table")
alias("ns", "functions.find_namespace")

-- A key that types text; with a line end last it is entered, too.
bind("F5", "functions.list_namespaces()\n")

-- A key that calls a function: this one types the date, and Alt-p puts the entry into print( ).
bind("^T", function(draft) draft:insert(os.date("%Y-%m-%d")) end)
bind("M-p", function(draft)
    draft.text = "print(" .. draft.text .. ")"
    draft.cursor = #draft.text
end)

-- The prompt: the time, then what it would be. The label of a protected context is always part of it.
prompt = function(context)
    return os.date("%H:%M ") .. context.default
end
