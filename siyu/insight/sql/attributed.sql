-- Orders and refunds of orders paid in the period, each with the placement its order is credited to.
-- The entry the order names; else the same person's last touch in the 7 days up to payment, both ends included.
-- An order credited to nobody is not here. `placement` null: unknown.
WITH moved AS (
    SELECT row_number() OVER (ORDER BY o.moment) AS line, o.moment AS paid_at, o.amount_fen, o.margin_fen,
           1 AS orders, o.entry, o.shop, i.person, o.source
    FROM orders o CROSS JOIN question q LEFT JOIN identifiers i ON i.id = o.identifier
    WHERE o.moment >= q.since AND o.moment < q.until
    UNION ALL
    SELECT -row_number() OVER (ORDER BY r.paid_at) AS line, r.paid_at, 0 AS amount_fen, r.margin_fen,
           0 AS orders, r.entry, r.shop, i.person, r.source
    FROM refunds r CROSS JOIN question q LEFT JOIN identifiers i ON i.id = r.identifier
    WHERE r.paid_at >= q.since AND r.paid_at < q.until
), by_touch AS (
    SELECT m.line, t.placement, row_number() OVER (PARTITION BY m.line ORDER BY t.moment DESC, t.touch_id DESC) AS place
    FROM moved m JOIN touched t ON t.person = m.person
    WHERE m.entry IS NULL AND t.moment <= m.paid_at AND t.moment >= m.paid_at - 604800000000
)
SELECT e.placement, m.paid_at, m.amount_fen, m.margin_fen, m.orders, m.entry, m.shop, m.person, m.source
FROM moved m JOIN entries e ON e.id = m.entry
UNION ALL
SELECT t.placement, m.paid_at, m.amount_fen, m.margin_fen, m.orders, m.entry, m.shop, m.person, m.source
FROM moved m JOIN by_touch t ON t.line = m.line AND t.place = 1
