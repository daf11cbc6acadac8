-- The blob of the profile picture, whose id is the version that clients see, and its media type; null without a picture.
alter table account add column avatar_id varchar(16);
alter table account add column avatar_type varchar(32);

-- The picture that the room shows, like the display name; null without one, and for members of a former version.
alter table member add column avatar_id varchar(16);
