-- The days of the brand (`midnights`) on which a placement won people, was touched, or sold.
WITH happened AS (
    SELECT placement, moment, 1 AS won FROM won_now
    UNION ALL
    SELECT e.placement, t.moment, 0 FROM touches t JOIN entries e ON e.id = t.entry
    UNION ALL
    SELECT placement, paid_at, 0 FROM attributed WHERE orders > 0
)
SELECT h.placement, m.day, sum(h.won) AS won
FROM happened h JOIN midnights m ON h.moment >= m.begins AND h.moment < m.ends
GROUP BY h.placement, m.day
