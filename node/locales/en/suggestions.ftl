# Suggestions while somebody types.
suggestions = Suggestions
suggestions-said = { $number ->
    [0] No suggestions
    [one] One suggestion. Use the arrow keys to choose it.
   *[other] { $shown } suggestions. Use the arrow keys to choose.
}
suggestion-topic = Topic
