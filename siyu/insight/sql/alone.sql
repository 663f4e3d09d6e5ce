-- People who stand each for a row that shows nobody: they are counted, and nothing they buy can be seen.
SELECT DISTINCT a.person
FROM identifiers a
LEFT JOIN identifiers b ON b.person = a.person AND b.kind <> 'alone'
WHERE a.kind = 'alone' AND b.person IS NULL
