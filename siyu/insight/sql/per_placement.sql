-- Everything that can be counted of a placement in the period; placement null is `unknown`.
WITH spent AS (
    SELECT placement, sum(net_fen) AS spend_fen, count(*) AS spend_rows, sum(impressions) AS impressions,
           sum(clicks) AS clicks
    FROM spend GROUP BY placement
), acquisition AS (
    SELECT placement, sum(is_spend * amount_fen) AS rent_fen, sum(is_spend) AS rent_rows,
           sum((1 - is_spend) * amount_fen) AS other_fen, count(*) AS cost_rows
    FROM acquired GROUP BY placement
), touch_counts AS (
    SELECT e.placement, count(*) AS touches
    FROM touches t CROSS JOIN question q JOIN entries e ON e.id = t.entry
    WHERE t.moment >= q.since AND t.moment < q.until GROUP BY e.placement
), sales AS (
    SELECT placement, sum(orders) AS sale_orders, sum(amount_fen) AS sale_revenue_fen,
           sum(margin_fen) AS sale_margin_fen, sum(CASE WHEN margin_fen IS NULL THEN 1 ELSE 0 END) AS sale_unknown
    FROM attributed GROUP BY placement
), people AS (
    SELECT w.placement, count(*) AS won, sum(w.kept) AS kept, count(c.person) AS carrying,
           count(a.person) AS alone
    FROM won_now w LEFT JOIN carrying c ON c.person = w.person LEFT JOIN alone a ON a.person = w.person
    GROUP BY w.placement
), worth AS (
    SELECT placement, sum(margin_fen) AS value_fen, sum(CASE WHEN margin_fen IS NULL THEN 1 ELSE 0 END) AS value_unknown
    FROM earned GROUP BY placement
), counted AS (
    SELECT e.placement, sum(c.joined) AS counted_joined, sum(c.departed) AS counted_left
    FROM counts c LEFT JOIN entries e ON e.id = c.entry GROUP BY e.placement
), listed AS (
    SELECT id, platform, account, campaign, placement, form, free FROM placements
    UNION ALL
    SELECT NULL, 'unknown', 'unknown', 'unknown', 'unknown', NULL, false
)
SELECT l.id, l.platform, l.account, l.campaign, l.placement, l.form, l.free,
       coalesce(s.spend_rows, 0) + coalesce(a.rent_rows, 0) AS spend_rows,
       coalesce(s.spend_fen, 0) + coalesce(a.rent_fen, 0) AS spend_fen,
       coalesce(a.other_fen, 0) AS other_fen, coalesce(a.cost_rows, 0) AS cost_rows,
       s.impressions, s.clicks, coalesce(t.touches, 0) AS touches,
       coalesce(p.won, 0) AS won, coalesce(p.kept, 0) AS kept, coalesce(p.carrying, 0) AS carrying, coalesce(p.alone, 0) AS alone,
       coalesce(x.sale_orders, 0) AS sale_orders, coalesce(x.sale_revenue_fen, 0) AS sale_revenue_fen,
       coalesce(x.sale_margin_fen, 0) AS sale_margin_fen, coalesce(x.sale_unknown, 0) AS sale_unknown,
       coalesce(w.value_fen, 0) AS value_fen, coalesce(w.value_unknown, 0) AS value_unknown,
       n.counted_joined, n.counted_left
FROM listed l
LEFT JOIN spent s ON s.placement = l.id
LEFT JOIN acquisition a ON coalesce(a.placement, 0) = coalesce(l.id, 0)
LEFT JOIN touch_counts t ON coalesce(t.placement, 0) = coalesce(l.id, 0)
LEFT JOIN sales x ON coalesce(x.placement, 0) = coalesce(l.id, 0)
LEFT JOIN people p ON coalesce(p.placement, 0) = coalesce(l.id, 0)
LEFT JOIN worth w ON coalesce(w.placement, 0) = coalesce(l.id, 0)
LEFT JOIN counted n ON coalesce(n.placement, 0) = coalesce(l.id, 0)
