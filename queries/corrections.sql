-- title: Corrections
-- about: What people decided: the lines of the file of corrections, and what became of each.
-- param outcome: text: only lines with this outcome
-- choices outcome: applied, no match, refused

SELECT line, key, action, value, outcome, message, reason, author, corrected_on
FROM corrections
WHERE nullif(:outcome, '') IS NULL OR outcome = :outcome
ORDER BY line;
