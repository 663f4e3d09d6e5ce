-- What the won of the period brought at or after the moment they were won, by whole days of age.
-- Orders; refunds of such orders on their own day; message, staff and other costs that name only the person.
-- What somebody brings who stands for a row that shows nobody (`alone`) is unknown from the first day on.
SELECT w.person, w.placement, w.age, CAST(floor((m.moment - w.moment) / 86400000000.0) AS bigint) AS day, m.margin_fen, m.shop, m.orders,
       m.source, m.moment AS brought_at
FROM (
    SELECT i.person, o.moment, o.moment AS counts_from, o.margin_fen, o.shop, 1 AS orders, o.source
    FROM orders o JOIN identifiers i ON i.id = o.identifier
    UNION ALL
    SELECT i.person, r.moment, r.paid_at AS counts_from, r.margin_fen, r.shop, 0 AS orders, r.source
    FROM refunds r JOIN identifiers i ON i.id = r.identifier
    UNION ALL
    SELECT i.person, c.moment, c.moment AS counts_from, -c.amount_fen AS margin_fen, NULL AS shop, 0 AS orders,
           c.source
    FROM costs c JOIN identifiers i ON i.id = c.identifier
    WHERE c.placement IS NULL AND c.kind IN ('message', 'staff', 'other')
) AS m
JOIN won_now w ON w.person = m.person
WHERE m.moment >= w.moment AND m.counts_from >= w.moment
UNION ALL
SELECT w.person, w.placement, w.age, 0 AS day, NULL AS margin_fen, NULL AS shop, 0 AS orders, 'alone:' AS source,
       w.moment AS brought_at
FROM won_now w JOIN alone a ON a.person = w.person
