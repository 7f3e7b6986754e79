_danvan() {
    # The words up to the cursor, those put together again that bash took apart at = or :
    local rest=${COMP_LINE:0:COMP_POINT} words=() word index
    for ((index = 0; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        local joined=no
        [[ $index -gt 0 && $rest != [[:space:]]* ]] && joined=yes
        rest=${rest#"${rest%%[![:space:]]*}"}
        # Of the last word, what stands before the cursor.
        ((index == COMP_CWORD)) && word=$rest
        rest=${rest#"$word"}
        if [[ $joined == yes ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
    done

    # Of an answer bash puts in only what follows the last of them.
    local typed=${words[${#words[@]} - 1]} ends='' known=''
    [[ $COMP_WORDBREAKS == *=* ]] && ends+='='
    [[ $COMP_WORDBREAKS == *:* ]] && ends+=':'
    [[ -n $ends ]] && known=${typed%"${typed##*[$ends]}"}

    local candidate
    COMPREPLY=()
    while IFS= read -r candidate; do
        candidate=${candidate#"$known"}
        COMPREPLY+=("${candidate// /\\ }")
    done < <(VARIABLE=bash "COMPLETER" -- "${words[@]}" 2>/dev/null)
    # After name= and folder/ one types on.
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -o bashdefault -o nosort -F _danvan BIN 2>/dev/null ||
    complete -o bashdefault -F _danvan BIN
