-- The 54 figures as somebody who knows the tables would write them: one statement per table, any area, any period.
-- Each block: the codes its columns give, then the statement. @STOCK(area) and @FLOW(area, day) join the placement
-- of the last day, or of the row's own day; @NOW(alias, from, to) is "in force on the last day".

-- study.guidance_groups
SELECT COUNT(*) FROM study_guidancegroup g JOIN orgs_campaign c ON c.id = g.campaign_id @STOCK(c.area_id)
WHERE @NOW(c, valid_from, valid_to) AND g.formed_on <= :end;

-- study.units_guided
SELECT COUNT(DISTINCT u.organisation_id) FROM study_guidedunit u JOIN orgs_campaign c ON c.id = u.campaign_id
JOIN orgs_organisation o ON o.id = u.organisation_id @STOCK(o.area_id)
WHERE @NOW(c, valid_from, valid_to) AND @NOW(u, valid_from, valid_to);

-- study.findings_rectified
SELECT COUNT(*) FROM study_finding f JOIN study_guidedunit u ON u.id = f.unit_id
JOIN orgs_organisation o ON o.id = u.organisation_id @FLOW(o.area_id, f.closed_on) WHERE f.state = 'closed';

-- study.party_orgs_studying study.sessions
SELECT COUNT(DISTINCT g.org_id), COUNT(*) FROM study_gathering g JOIN orgs_organisation o ON o.id = g.org_id
@FLOW(o.area_id, g.held_on) WHERE g.campaign_id IS NOT NULL AND NOT g.is_extra;

-- study.volunteer_activities
SELECT COUNT(*) FROM participation_volunteeractivity a JOIN orgs_organisation o ON o.id = a.organisation_id
@FLOW(a.area_id, a.held_on)
WHERE o.kind IN ('party_committee','party_general_branch','party_branch','party_group','functional_branch')
AND a.state IN ('held','recorded','confirmed','uploaded','certifiable');

-- facilities.projects_in_programmes
SELECT COUNT(*) FROM facilities_premisesproject f @STOCK(f.community_id)
WHERE f.carrier_programme <> 'none' AND (f.cancelled_on IS NULL OR f.cancelled_on > :end)
AND EXISTS (SELECT 1 FROM facilities_milestone m WHERE m.project_id = f.id AND m.kind = 'approval' AND m.actual_on <= :end);

-- facilities.projects_completed facilities.projects_moved_in
SELECT COUNT(CASE WHEN m.kind = 'acceptance' THEN 1 END), COUNT(CASE WHEN m.kind = 'move_in' THEN 1 END)
FROM facilities_milestone m JOIN facilities_premisesproject f ON f.id = m.project_id @FLOW(f.community_id, m.actual_on);

-- workforce.congress_years
WITH RECURSIVE run(year) AS (
  SELECT MAX(year) FROM workforce_congress WHERE area_id = :area AND held_on <= :end AND year >= :year - 1
  UNION ALL
  SELECT c.year FROM workforce_congress c JOIN run ON c.year = run.year - 1 WHERE c.area_id = :area AND c.held_on <= :end)
SELECT COUNT(year) FROM run;

-- workforce.congress_attendees
SELECT COUNT(*) FROM workforce_congressattendance a JOIN workforce_congress c ON c.id = a.congress_id
@FLOW(a.community_id, c.held_on) WHERE a.status = 'attended';

-- workforce.commended
SELECT COUNT(*) FROM workforce_commendation c @FLOW(c.community_id, c.decided_on);

-- workforce.certified
SELECT COUNT(DISTINCT c.worker_id) FROM workforce_certificate c JOIN workforce_worker w ON w.id = c.worker_id
@STOCK(w.community_id) WHERE @NOW(c, issued_on, revoked_on) AND @NOW(w, hired_on, left_on)
AND c.kind IN ('assistant','social_worker','senior') AND c.state <> 'rejected';

-- workforce.allowance_junior workforce.allowance_intermediate workforce.allowance_senior
SELECT MAX(CASE WHEN r.level = 'junior' THEN monthly_fen END) / 100,
MAX(CASE WHEN r.level = 'intermediate' THEN monthly_fen END) / 100,
MAX(CASE WHEN r.level = 'senior' THEN monthly_fen END) / 100
FROM workforce_allowancerule r WHERE r.area_id = :area AND @NOW(r, valid_from, valid_to);

-- grid.section_leads grid.group_leads grid.neighbour_leads grid.three_leads
SELECT COUNT(CASE WHEN a.post = 'section_lead' THEN 1 END), COUNT(CASE WHEN a.post = 'group_lead' THEN 1 END),
COUNT(CASE WHEN a.post = 'neighbour_lead' THEN 1 END), COUNT(*)
FROM people_appointment a @STOCK(a.area_id)
WHERE a.post IN ('section_lead','group_lead','neighbour_lead') AND @NOW(a, valid_from, valid_to);

-- grid.households_served
SELECT COUNT(*) FROM people_appointment a @STOCK(a.area_id)
JOIN people_stay s ON s.neighbourhood_id = a.area_id AND @NOW(s, valid_from, valid_to)
WHERE a.post = 'neighbour_lead' AND @NOW(a, valid_from, valid_to);

-- grid.best_neighbour_leads
SELECT COUNT(*) FROM grid_bestneighbourlead b JOIN people_appointment a ON a.id = b.appointment_id
@FLOW(a.area_id, b.decided_on) WHERE b.level = 'district';

-- participation.volunteer_teams
SELECT COUNT(*) FROM participation_volunteerteam t @STOCK(t.estate_id)
WHERE @NOW(t, founded_on, dissolved_on) AND t.approved_on <= :end AND t.speciality <> '';

-- participation.events
SELECT COUNT(*) FROM participation_neighbourevent e @FLOW(e.estate_id, e.held_on)
WHERE e.series = 'neighbour_festival' AND e.state = 'held';

-- burden.provincial_items burden.district_items
SELECT COUNT(CASE WHEN l.level = 'provincial' THEN 1 END), COUNT(CASE WHEN l.level = 'district' THEN 1 END)
FROM burden_burdenitem i JOIN burden_burdenlist l ON l.id = i.burden_list_id @STOCK(l.area_id)
WHERE @NOW(i, valid_from, valid_to);

-- burden.plaques_removed
SELECT COUNT(*) FROM burden_plaque b @FLOW(b.community_id, b.removed_on) WHERE b.finding = 'not_allowed';

-- burden.secondments_returned
SELECT COUNT(*) FROM burden_secondment b @FLOW(b.from_area_id, b.returned_on) WHERE b.finding = 'unlawful';

-- burden.certificates_dropped
SELECT COUNT(*) FROM burden_certitem b @FLOW(b.area_id, b.dropped_on);

-- burden.accounts_closed
SELECT COUNT(*) FROM burden_publicaccount b JOIN orgs_organisation o ON o.id = b.owner_id @FLOW(o.area_id, b.closed_on)
WHERE b.is_government;

-- burden.recruiting_streets
SELECT COUNT(*) FROM workforce_recruitplanunit u JOIN workforce_recruitplan r ON r.id = u.plan_id
@FLOW(u.street_id, r.announced_on) WHERE (u.withdrew_on IS NULL OR u.withdrew_on > :end);

-- burden.recommended
SELECT COUNT(*) FROM workforce_candidate c @FLOW(c.street_id, c.recommended_on);

-- burden.average_pay
SELECT SUM(gross_fen) * 12.0 / COUNT(*) / 1000000 FROM workforce_payroll w @FLOW(w.community_id, w.month)
WHERE w.paid_on <= :end;

-- burden.average_running_funds
SELECT SUM(b.amount_fen) * 1.0 / COUNT(DISTINCT o.community_id) / 1000000 FROM workforce_budgetline b
JOIN workforce_operatingbudget o ON o.id = b.budget_id @STOCK(o.community_id)
WHERE o.full_year AND o.year = :year AND o.adopted_on <= :end;

-- academy.classes academy.salons
SELECT COUNT(CASE WHEN c.kind = 'class' THEN 1 END), COUNT(CASE WHEN c.kind = 'salon' THEN 1 END)
FROM academy_trainingclass c @FLOW(c.area_id, c.starts_on) WHERE c.state IN ('teaching','evaluated','finished','archived');

-- academy.attendances
SELECT COUNT(*) FROM academy_enrolment e JOIN academy_trainingclass c ON c.id = e.training_class_id
@FLOW(e.community_id, e.attended_on)
WHERE e.learner_kind = 'worker' AND e.status IN ('attended','completed') AND c.kind IN ('class','salon');

-- stations.ten_one_built stations.six_have
SELECT COUNT(CASE WHEN s.is_new_build AND EXISTS (SELECT 1 FROM stations_stationcheck c WHERE c.station_id = s.id
AND c.kind = 'ten_one' AND @NOW(c, checked_on, superseded_on) AND c.item_1 AND c.item_2 AND c.item_3 AND c.item_4
AND c.item_5 AND c.item_6 AND c.item_7 AND c.item_8 AND c.item_9 AND c.item_10) THEN 1 END),
COUNT(CASE WHEN EXISTS (SELECT 1 FROM stations_stationcheck c WHERE c.station_id = s.id
AND c.kind = 'six_have' AND @NOW(c, checked_on, superseded_on) AND c.item_1 AND c.item_2 AND c.item_3 AND c.item_4
AND c.item_5 AND c.item_6) THEN 1 END)
FROM stations_station s @STOCK(s.community_id) WHERE @NOW(s, opened_on, closed_on)
AND NOT EXISTS (SELECT 1 FROM stations_stationpause x WHERE x.station_id = s.id AND @NOW(x, valid_from, valid_to));

-- stations.honour_national stations.honour_provincial
SELECT COUNT(CASE WHEN h.kind = 'national_finest' THEN 1 END), COUNT(CASE WHEN h.kind = 'provincial_hundred' THEN 1 END)
FROM stations_stationhonour h JOIN stations_station s ON s.id = h.station_id @STOCK(s.community_id)
WHERE @NOW(h, awarded_on, revoked_on) AND @NOW(s, opened_on, closed_on);

-- stations.consultations
SELECT COUNT(*) FROM stations_consultation c JOIN stations_jobdesk d ON d.id = c.desk_id @FLOW(d.community_id, c.held_on);

-- stations.trained
SELECT COUNT(*) FROM stations_trainee t JOIN stations_ordertraining o ON o.id = t.training_id
JOIN stations_jobdesk d ON d.id = o.desk_id @FLOW(d.community_id, t.completed_on);

-- stations.placed
SELECT COUNT(*) FROM stations_referral r JOIN stations_jobdesk d ON d.id = r.desk_id @FLOW(d.community_id, r.started_on);

-- mediation.notables mediation.notables_party mediation.notables_delegates mediation.notables_representatives mediation.notables_volunteers mediation.notables_others
SELECT COUNT(*), COUNT(CASE WHEN n.primary_category = 'party_member' THEN 1 END),
COUNT(CASE WHEN n.primary_category = 'delegate' THEN 1 END), COUNT(CASE WHEN n.primary_category = 'representative' THEN 1 END),
COUNT(CASE WHEN n.primary_category = 'volunteer' THEN 1 END), COUNT(CASE WHEN n.primary_category = 'other' THEN 1 END)
FROM mediation_notable n @STOCK(n.community_id) WHERE @NOW(n, listed_on, left_on);

-- mediation.cases_mediated mediation.agreements mediation.success_rate
SELECT COUNT(*), COUNT(CASE WHEN c.outcome = 'agreed' THEN 1 END),
COUNT(CASE WHEN c.outcome = 'agreed' THEN 1 END) * 100.0 / COUNT(*)
FROM mediation_disputecase c @FLOW(c.community_id, c.closed_on) WHERE c.outcome IN ('agreed','failed','ended');
