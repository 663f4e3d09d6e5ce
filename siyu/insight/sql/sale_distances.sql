-- How far the last touch of each group stands from a payment: for every moment at which a person paid in the period, the
-- last touch on the group at or before it and after the person's payment before. In microseconds, the least first.
WITH paid AS (
    SELECT DISTINCT i.person, o.moment FROM orders o JOIN identifiers i ON i.id = o.identifier
), bought AS (
    SELECT person, moment, lag(moment) OVER (PARTITION BY person ORDER BY moment) AS before FROM paid
), placed AS (
    SELECT g.grp, t.person, t.moment FROM touched t JOIN groups g ON g.placement = coalesce(t.placement, 0)
    UNION ALL
    SELECT -1 AS grp, person, moment FROM touched
)
SELECT t.grp, b.moment - max(t.moment) AS gap
FROM bought b CROSS JOIN question q
JOIN placed t ON t.person = b.person AND t.moment <= b.moment AND (b.before IS NULL OR t.moment > b.before)
WHERE b.moment >= q.since AND b.moment < q.until
GROUP BY t.grp, b.person, b.moment
ORDER BY t.grp, gap
