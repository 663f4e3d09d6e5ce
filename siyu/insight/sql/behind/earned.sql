-- What the won of the period brought since they were won: orders, refunds, and costs that name only the person.
SELECT coalesce(e.placement, 0) AS placement, e.source, e.person, e.brought_at AS moment, NULL::date AS day, e.margin_fen AS fen
FROM earned e
