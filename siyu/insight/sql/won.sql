-- Who was won, when, by which placement (null: unknown), and the age in whole days at as-of.
-- By the entry of that join; if it names none, by the person's last touch in the 7 days before, both ends included.
WITH by_touch AS (
    SELECT f.person, t.placement, t.touch_id,
           row_number() OVER (PARTITION BY f.person ORDER BY t.moment DESC, t.touch_id DESC) AS place
    FROM first_join f JOIN touched t ON t.person = f.person
    WHERE f.entry IS NULL AND t.moment <= f.moment AND t.moment >= f.moment - 604800000000
)
SELECT f.person, f.moment, f.entry, f.since, CASE WHEN f.entry IS NULL THEN t.touch_id END AS touch_id,
       CASE WHEN f.entry IS NOT NULL THEN e.placement ELSE t.placement END AS placement,
       CAST(floor((q.as_of - f.moment) / 86400000000.0) AS bigint) AS age
FROM first_join f CROSS JOIN question q
LEFT JOIN entries e ON e.id = f.entry
LEFT JOIN by_touch t ON t.person = f.person AND t.place = 1
