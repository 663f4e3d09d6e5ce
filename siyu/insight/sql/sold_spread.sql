-- How far the sale margin of each group may be off: the sum of the squares of what each buyer brought.
-- A buyer is a person; orders without one, with their refunds, are told apart by shop, entry, moment.
WITH placed AS (
    SELECT g.grp, a.person, a.shop, a.entry, a.paid_at, a.margin_fen
    FROM attributed a JOIN groups g ON g.placement = coalesce(a.placement, 0)
    UNION ALL
    SELECT -1 AS grp, person, shop, entry, paid_at, margin_fen FROM attributed
), bought AS (
    SELECT grp, person, CASE WHEN person IS NULL THEN shop END AS shop, CASE WHEN person IS NULL THEN entry END AS entry,
           CASE WHEN person IS NULL THEN paid_at END AS paid_at, CAST(sum(margin_fen) AS double) AS fen
    FROM placed GROUP BY 1, 2, 3, 4, 5
)
SELECT grp, sum(fen * fen) AS squares FROM bought GROUP BY grp
