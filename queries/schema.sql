-- title: Tables and columns
-- title vi: Bảng và cột
-- about: What every table, view and column of the database holds, as the file itself says.
-- about vi: Mỗi bảng, khung nhìn và cột của cơ sở dữ liệu chứa gì, theo mô tả ghi ngay trong tệp.
-- group: base
-- param table: text: only this table or view
-- choices table: SELECT DISTINCT table_name FROM _docs ORDER BY table_name LIKE '\_%' ESCAPE '\', table_name

SELECT d.table_name AS "table",
       nullif(d.column_name, '') AS "column",
       CASE d.column_name WHEN '' THEN s.type ELSE lower(i.type) END AS type,
       d.description
FROM _docs AS d
LEFT JOIN sqlite_master AS s ON s.name = d.table_name
LEFT JOIN pragma_table_info(d.table_name) AS i ON i.name = d.column_name
WHERE nullif(:table, '') IS NULL OR d.table_name = :table
ORDER BY d.table_name LIKE '\_%' ESCAPE '\', s.rowid, i.cid;
