/// The scripts that let a shell complete this program's command lines.
///
/// They know nothing of the program: each asks it with ``CompletionProgram/request``, the shell's name and the words up to
/// the cursor, and shows what the answer's lines say (``CompletionAnswer/lines``). So they do not age.
enum CompletionScript {
    static func text(for shell: CompletingShell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    /// bash cuts words at the characters of `COMP_WORDBREAKS`, `=` and `:` among them, and wants only the last piece
    /// completed: the words are put together again by what stands between them in the line. Needs bash 4.3, and not
    /// bash-completion.
    private static let bash = #"""
        # bash completion for moontide. Load it with: source <(moontide complete bash)

        _moontide() {
            local current=$2 program=${COMP_WORDS[0]} rest=${COMP_LINE:0:COMP_POINT}
            local word index kind text detail path plain prefix
            local -a words=()

            rest=${rest#*"$program"}
            for ((index = 1; index <= COMP_CWORD; index++)); do
                word=${COMP_WORDS[index]}
                if [[ $rest == [[:space:]]* || $index -eq 1 ]]; then
                    rest=${rest#"${rest%%[![:space:]]*}"}
                    words+=("")
                fi
                [[ $index -eq COMP_CWORD ]] && word=$rest
                words[-1]+=$word
                rest=${rest#"$word"}
            done
            prefix=${words[-1]%"$current"}

            [[ $program == "~/"* ]] && program=$HOME/${program:2}
            COMPREPLY=()
            while IFS=$'\t' read -r kind text detail; do
                case $kind in
                word | part)
                    text=${text#"$prefix"}
                    [[ $current != [\"\']* && $text == *[!A-Za-z0-9_./:=@,%+-]* ]] && printf -v text %q "$text"
                    COMPREPLY+=("$text")
                    [[ $kind == part ]] && compopt -o nospace 2>/dev/null
                    ;;
                files | folders)
                    path=${words[-1]#"$detail"}
                    [[ $path == [\"\']* ]] && path=${path:1}
                    # Readline's own care of file names is for words that are nothing else.
                    plain=
                    [[ -z $detail && ${#COMPREPLY[@]} -eq 0 ]] && plain=1 && compopt -o filenames 2>/dev/null
                    while IFS= read -r word; do
                        [[ $kind == folders || $text == "*" || -d $word || $word == *."$text" ]] || continue
                        if [[ -z $plain ]]; then
                            [[ -d $word ]] && word+=/ && compopt -o nospace 2>/dev/null
                            [[ $current != [\"\']* && $word == *[!A-Za-z0-9_./:=@,%+~-]* ]] && printf -v word %q "$word"
                        fi
                        word=$detail$word
                        COMPREPLY+=("${word#"$prefix"}")
                    done < <(if [[ $kind == folders ]]; then compgen -d -- "$path"; else compgen -f -- "$path"; fi)
                    ;;
                esac
            done < <("$program" ---complete bash "$program" "${words[@]}" 2>/dev/null)
        }

        complete -F _moontide moontide

        """#

    private static let zsh = #"""
        #compdef moontide
        # zsh completion for moontide. Put it as _moontide into a folder of $fpath, or: source <(moontide complete zsh)

        _moontide() {
            local program=${words[1]} line kind text detail ending prefix ret=1
            local -a lines rest whole open
            [[ $program == '~'* ]] && program=${~program}
            lines=("${(@f)$("$program" ---complete zsh "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
            # What stands before the sign stays as it is, and is not shown again.
            [[ $PREFIX == -*=* || $PREFIX == [a-z_]*=* ]] && prefix=${PREFIX%%=*}=

            for line in "${lines[@]}"; do
                rest=("${(@ps:\t:)line}")
                kind=${rest[1]} text=${rest[2]} detail=${rest[3]}
                case $kind in
                word) whole+=("${${text#$prefix}//:/\\:}${detail:+:$detail}") ;;
                part) open+=("${${text#$prefix}//:/\\:}${detail:+:$detail}") ;;
                files | folders) ending=$kind:$text ;;
                esac
            done

            if [[ -n $prefix ]]; then
                compset -P '*='
                [[ $PREFIX == @* && -n $ending ]] && compset -P '@'
            fi
            (( $#whole || $#open )) && _describe -V moontide whole -- open -S '' && ret=0
            case $ending in
            folders:*) _files -/ && ret=0 ;;
            'files:*') _files && ret=0 ;;
            files:*) _files -g "*.${ending#files:}" && ret=0 ;;
            esac
            return ret
        }

        if [[ ${funcstack[1]} == _moontide ]]; then
            _moontide "$@"
        else
            compdef _moontide moontide
        fi

        """#

    private static let fish = #"""
        # fish completion for moontide. Load it with: moontide complete fish | source

        function __moontide_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct | string unescape)
            set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
            for line in (command $program ---complete fish $words "$current" 2>/dev/null)
                set -l fields (string split \t -- $line)
                switch $fields[1]
                    case word part
                        printf '%s\t%s\n' $fields[2] "$fields[3]"
                    case files folders
                        set -l prefix "$fields[3]"
                        set -l path (string sub -s (math (string length -- $prefix) + 1) -- "$current")
                        set -l base (string replace -r '^~/' "$HOME/" -- "$path")
                        for entry in $base*
                            if test -d $entry
                                set entry $entry/
                            else if test $fields[1] = folders
                                continue
                            else if test $fields[2] != '*'; and not string match -q -- "*.$fields[2]" $entry
                                continue
                            end
                            test "$base" = "$path"; or set entry (string replace -- "$HOME/" '~/' $entry)
                            printf '%s\n' $prefix$entry
                        end
                end
            end
        end

        complete -c moontide -f -k -a '(__moontide_complete)'

        """#
}
