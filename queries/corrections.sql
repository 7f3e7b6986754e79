-- title: Corrections
-- title vi: Các đính chính
-- about: What people decided: the lines of the file of corrections, and what became of each.
-- about vi: Những điều người dùng đã quyết định: từng dòng của tệp đính chính và kết quả áp dụng.
-- group: checks
-- param outcome: text: only lines with this outcome
-- choices outcome: applied, no match, refused

SELECT line, key, action, value, outcome, message, reason, author, corrected_on
FROM corrections
WHERE nullif(:outcome, '') IS NULL OR outcome = :outcome
ORDER BY line;
