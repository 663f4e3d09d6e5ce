-- Margins of each group by whole days of age, days that are over for the person only; how many of them are unknown.
WITH over AS (
    SELECT e.person, e.placement, e.day, e.margin_fen FROM earned e WHERE e.day < e.age
)
SELECT g.grp, o.day, sum(o.margin_fen) AS margin_fen, sum(CASE WHEN o.margin_fen IS NULL THEN 1 ELSE 0 END) AS unknown
FROM over o JOIN groups g ON g.placement = coalesce(o.placement, 0) GROUP BY g.grp, o.day
UNION ALL
SELECT -1 AS grp, day, sum(margin_fen), sum(CASE WHEN margin_fen IS NULL THEN 1 ELSE 0 END) FROM over GROUP BY day
