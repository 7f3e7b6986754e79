-- title: Loads
-- title vi: Lịch sử nạp dữ liệu
-- about: Every run of danvan load with what it brought; a load that is running while no danvan runs was killed, and loading again completes it.
-- about vi: Các lần chạy danvan load và kết quả từng lần; lần nạp ghi là đang chạy trong khi không có danvan nào chạy là đã bị ngắt giữa chừng, nạp lại là đủ.
-- group: base
-- param outcome: text: only loads with this outcome
-- param from: date: only loads begun on or after this day
-- choices outcome: running, done, failed

SELECT id AS "load",
       started_at,
       CAST(round((julianday(finished_at) - julianday(started_at)) * 86400) AS INTEGER) AS seconds,
       outcome,
       new,
       updated,
       unchanged,
       copies,
       rejected,
       message,
       version
FROM loads
WHERE (nullif(:outcome, '') IS NULL OR outcome = :outcome)
  AND (nullif(:from, '') IS NULL OR substr(started_at, 1, 10) >= :from)
ORDER BY id;
