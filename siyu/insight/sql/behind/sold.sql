-- The orders and refunds credited to placements in the period: `orders` 1 for an order, 0 for a refund of one.
SELECT coalesce(a.placement, 0) AS placement, a.source, a.person, a.paid_at AS moment, NULL::date AS day, a.margin_fen AS fen,
       a.amount_fen, a.orders
FROM attributed a
