-- The won of the period who carry an identifier of a kind that orders carry.
SELECT DISTINCT w.person
FROM won_now w JOIN identifiers i ON i.person = w.person
JOIN (
    SELECT DISTINCT i.kind FROM orders o JOIN identifiers i ON i.id = o.identifier
    UNION SELECT kind FROM order_kinds
) AS k ON k.kind = i.kind
