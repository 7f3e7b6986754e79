-- title: Rejects
-- title vi: Tệp bị từ chối
-- about: Input that could not be read: where, why, and what to do; loading it again after mending clears its rows.
-- about vi: Các tệp không đọc được: tệp nào, vì sao, cần làm gì; sửa xong nạp lại thì dòng tương ứng tự mất.
-- group: checks
-- param source: text: only sources whose path contains this, as written

SELECT r.source,
       nullif(r.place, '') AS place,
       r.reason,
       r.advice AS what_to_do,
       r.load_id AS "load",
       substr(l.started_at, 1, 10) AS loaded_on
FROM rejects AS r
JOIN loads AS l ON l.id = r.load_id
WHERE nullif(:source, '') IS NULL OR instr(r.source, :source) > 0
ORDER BY r.source, r.id;
