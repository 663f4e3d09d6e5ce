-- Touches by somebody: whose, when, and the placement of the entry (null: unknown).
SELECT i.person, t.moment, t.touch_id, e.placement
FROM touches t JOIN identifiers i ON i.id = t.identifier JOIN entries e ON e.id = t.entry
